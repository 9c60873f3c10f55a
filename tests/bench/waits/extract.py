import sys, time
import numpy as np
import pandas as pd

begun = time.process_time()
table = pd.read_csv(sys.argv[1])
weeks = [name for name in table.columns if name.startswith("Gt ")]
table = table[table["RTT Part Type"] != "Part_2A"]
table = table[table["Treatment Function Code"] != "C_999"]
for body in ("Provider Org Code", "Commissioner Parent Org Code"):
    keys = ["RTT Part Type", body, "Treatment Function Code"]
    counts = table.groupby(keys)[weeks + ["Total All"]].sum()
    bodies = counts.groupby(level=[0, 1]).sum()
    for frame in (counts, bodies):
        values = frame[weeks].to_numpy()
        total = values.sum(axis=1)
        running = values.cumsum(axis=1)
        out = pd.DataFrame({"total": total}, index=frame.index)
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
print((time.process_time() - begun) * 1000)
