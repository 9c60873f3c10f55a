import sys, time
import numpy as np
import pandas as pd

begun = time.process_time()
table = pd.read_excel(sys.argv[1], sheet_name="Provider", header=13)
weeks = [name for name in table.columns if str(name).startswith(">")] + ["104 plus"]
counts = table.groupby(["Provider Code", "Treatment Function Code"])[weeks].sum()
providers = counts.groupby(level=0).sum()

def summary(counts):
    values = counts.to_numpy()
    total = values.sum(axis=1)
    running = values.cumsum(axis=1)
    out = pd.DataFrame({"total": total}, index=counts.index)
    out["within"] = values[:, :18].sum(axis=1)
    for limit in (52, 65, 78, 104):
        out[f"over{limit}"] = values[:, limit:].sum(axis=1)
    for percent in (50, 92):
        wanted = total * percent / 100
        band = (running >= wanted[:, None]).argmax(axis=1)
        rows = np.arange(len(values))
        before = np.where(band > 0, running[rows, np.maximum(band - 1, 0)], 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            out[f"p{percent}"] = band + (wanted - before) / values[rows, band]
    return out

summary(counts), summary(providers)
print((time.process_time() - begun) * 1000)
