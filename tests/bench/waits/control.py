import time
import numpy as np
import pandas as pd

SERIES, MONTHS = 5000, 36
begun = time.process_time()
series = np.repeat(np.arange(SERIES), MONTHS)
month = np.tile(np.arange(MONTHS), SERIES)
frame = pd.DataFrame({"series": series, "month": month})
frame["y"] = ((series * 31 + month * 17 + (series * month) % 13) % 101).astype(float)
by = frame.groupby("series")
frame["mean"] = by["y"].transform("mean")
step = by["y"].diff()
moved = step.abs()
average = moved.groupby(frame["series"]).transform("mean")
kept = moved.where(moved < 3.267 * average)
average = kept.groupby(frame["series"]).transform("mean")
upper, lower = frame["mean"] + 2.66 * average, frame["mean"] - 2.66 * average
near_upper = frame["mean"] + 2 * 2.66 / 3 * average
near_lower = frame["mean"] - 2 * 2.66 / 3 * average
outside = (frame["y"] > upper) | (frame["y"] < lower)
close = ~outside & ((frame["y"] > near_upper) | (frame["y"] < near_lower))
side = np.sign(frame["y"] - frame["mean"])

def run(signs, width):
    sums = signs.groupby(frame["series"]).rolling(width).sum().reset_index(level=0, drop=True).sort_index()
    ends = sums.abs() == width
    marked = pd.Series(False, index=frame.index)
    for back in range(width):
        marked |= ends.groupby(frame["series"]).shift(-back, fill_value=False)
    return marked

shift = run(side, 7)
trend = run(np.sign(step).fillna(0), 6)
same = run(side, 3)
near = close.astype(float).groupby(frame["series"]).rolling(3).sum().reset_index(level=0, drop=True).sort_index() >= 2
two = close & same & near
signals = outside | trend | two | shift
last = by.tail(1).index
icons = signals[last]
met = np.where(20.0 > upper[last], "pass", np.where(20.0 < lower[last], "fail", "either"))
print((time.process_time() - begun) * 1000)
