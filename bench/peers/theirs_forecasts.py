"""Forecasts a panel with LightGBM through Nixtla's mlforecast: theirs_forecasts.py <settings>

One model over all series and loss: lags, rolling means, the columns known ahead, categories. Weeks without a row keep the last known
value for the lags and are no training rows. Forecasts of several weeks are recursive, mlforecast's default. Settings:

  folder     has panel.json (weeks, series, known, categories, numbers) and little-endian float64 matrices, series x week:
             units.f64 and one file per known column
  fits       [{"cutoff": last week a fit sees, "from": [cutoffs it forecasts from]}], in the order of the forecasts
  horizon    weeks of a forecast
  losses     LightGBM objectives by name
  lags, rolling, parameters, minimumWeeks

Writes forecasts.f64, for every cutoff forecast from and every loss a matrix series x step, NaN where a series has too few weeks. Prints seconds, from
before the files are read, and peak memory; imports are not timed.
"""

import json
import resource
import sys
import time
import warnings

import lightgbm as lgb
import numpy as np
import pandas as pd
from mlforecast import MLForecast
from mlforecast.lag_transforms import ExpandingMean, RollingMean


def read_panel(folder):
    with open(f"{folder}/panel.json") as file:
        panel = json.load(file)
    shape = (len(panel["series"]), len(panel["weeks"]))
    panel["units"] = np.fromfile(f"{folder}/units.f64").reshape(shape)
    panel["columns"] = {name: np.fromfile(f"{folder}/{name}.f64").reshape(shape) for name in panel["known"]}
    return panel


def fill_forward(matrix):
    """The last known value of a row; before the first one that one."""
    known = ~np.isnan(matrix)
    position = np.where(known, np.arange(matrix.shape[1]), 0)
    position = np.maximum.accumulate(position, axis=1)
    filled = np.take_along_axis(matrix, position, axis=1)
    first = np.take_along_axis(matrix, known.argmax(axis=1)[:, None], axis=1)
    return np.where(np.isnan(filled), first, filled)


def table(panel, columns, series, weeks):
    """One row per series and week, series by series."""
    rows = {"unique_id": np.repeat(series, len(weeks)), "ds": np.tile(weeks, len(series))}
    for name, matrix in columns.items():
        rows[name] = matrix[np.ix_(series, weeks)].ravel()
    return pd.DataFrame(rows)


def static_features(panel, series):
    frame = pd.DataFrame({"unique_id": series})
    for name, labels in panel["categories"].items():
        frame[name] = pd.Categorical([labels[s] for s in series])
    for name, values in panel["numbers"].items():
        frame[name] = np.array([values[s] for s in series], dtype=np.float64)
    return frame


def history_until(panel, known, index, minimum_weeks):
    """Rows of all series with enough weeks up to a week, from their first week of sales, and which of them were observed."""
    units = panel["units"][:, : index + 1]
    observed = ~np.isnan(units)
    series = np.flatnonzero(observed.sum(axis=1) >= minimum_weeks)
    history = table(panel, known, series, np.arange(index + 1))
    history.insert(2, "y", fill_forward(units)[series].ravel())
    begun = np.maximum.accumulate(observed[series], axis=1).ravel()
    history = history[begun].merge(static_features(panel, series), on="unique_id", how="left")
    return series, history, observed[series].ravel()[begun]


def fit(panel, known, settings, index):
    _, history, observed = history_until(panel, known, index, settings["minimumWeeks"])
    models = {
        name: lgb.LGBMRegressor(objective=objective, **settings["parameters"])
        for name, objective in settings["losses"].items()
    }
    means = [*(RollingMean(n, min_samples=1) for n in settings["rolling"]), ExpandingMean()]
    model = MLForecast(models=models, freq=1, lags=settings["lags"], lag_transforms={1: means})
    static = [*panel["categories"], *panel["numbers"]]
    rows = model.preprocess(history, static_features=static, dropna=False)
    count = rows.groupby("unique_id").cumcount().to_numpy()
    rows = rows[observed & (count >= settings["minimumWeeks"])]
    return model.fit_models(rows.drop(columns=["unique_id", "ds", "y"]), rows["y"].to_numpy())


def forecast(model, panel, known, settings, fitted, index):
    """Forecasts of all losses from a week, by name: series x step."""
    horizon = settings["horizon"]
    series, history, _ = history_until(panel, known, index, settings["minimumWeeks"])
    future = table(panel, known, series, np.arange(index + 1, index + 1 + horizon))
    later = {} if index == fitted else {"new_df": history}
    predicted = model.predict(horizon, X_df=future, **later).sort_values(["unique_id", "ds"])
    result = {}
    for name in settings["losses"]:
        result[name] = np.full((len(panel["series"]), horizon), np.nan)
        result[name][series] = predicted[name].to_numpy().reshape(len(series), horizon).clip(min=0)
    return result


def main():
    settings = json.loads(sys.argv[1])
    warnings.filterwarnings("ignore")
    started, cpu = time.perf_counter(), time.process_time()
    panel = read_panel(settings["folder"])
    known = {name: fill_forward(matrix) for name, matrix in panel["columns"].items()}
    blocks = []
    for planned in settings["fits"]:
        model = fit(panel, known, settings, planned["cutoff"])
        for index in planned["from"]:
            forecasts = forecast(model, panel, known, settings, planned["cutoff"], index)
            blocks += [forecasts[name].ravel() for name in settings["losses"]]
    np.concatenate(blocks).tofile(f"{settings['folder']}/forecasts.f64")
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
    rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds, "rssMb": rss_mb}))


main()
