"""Trains and scores segments of the example the straightforward way: theirs_cycle.py <settings>

What a data scientist would write with pandas, scikit-learn and Keras: features by groupby, shift and rolling; per item LassoCV on
standardised columns with products and store dummies; two Keras networks that differ in what they add their output to; one fit per
entry of a segment's "fits" and the forecasts from its cutoffs. All cores are free to use. Prints seconds and peak memory, from
before the files are read; imports are not timed.
"""

import json
import math
import os
import resource
import sys
import time
import warnings

import keras
import numpy as np
import pandas as pd
from keras_network import build
from sklearn.linear_model import LassoCV
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

FIRST_WEEK, LAST_WEEK = 40, 160
NETWORK = {
    "hiddenUnits": [128, 64],
    "dropout": 0.25,
    "embeddingWidth": 4,
    "embeddingDropout": 0.2,
    "learningRate": 2e-3,
}
EPOCHS, BATCH_SIZE = 10, 512


def read_panel(landing, stores):
    sales = pd.read_csv(f"{landing}/sales/weeks-040-157.csv.gz")
    prices = pd.read_csv(f"{landing}/prices/weeks-040-160.csv.gz")
    promotions = pd.read_csv(f"{landing}/promotions/weeks-040-160.csv.gz")
    brands = pd.read_csv(f"{landing}/brands/brands.csv")
    demographics = pd.read_csv(f"{landing}/stores/storedemo.csv").rename(columns={"STORE": "store"})
    weeks = range(FIRST_WEEK, LAST_WEEK + 1)
    grid = pd.MultiIndex.from_product([stores, brands["brand"], weeks], names=["store", "brand", "week"])
    panel = pd.DataFrame(index=grid).reset_index()
    panel = panel.merge(sales, how="left").merge(promotions, how="left").merge(prices, how="left")
    panel = panel.merge(brands[["brand", "family", "size_oz"]], how="left").merge(demographics, how="left")
    price_columns = [f"price{b}" for b in brands["brand"]]
    panel[price_columns] = np.log(panel.groupby(["store", "brand"])[price_columns].ffill())
    panel["price"] = panel[price_columns].to_numpy()[np.arange(len(panel)), panel["brand"] - 1]
    panel[["deal", "feat"]] = panel[["deal", "feat"]].fillna(0)
    demographic_columns = [c for c in demographics.columns if c != "store"]
    return panel, price_columns, demographic_columns


def describe(panel, price_columns):
    """Columns known at a cutoff, by the cutoff's week, and columns of the target week."""
    by_series = panel.groupby(["store", "brand"], sort=False)
    units = by_series["logmove"]
    past = {f"lag{k}": units.shift(k) for k in range(5)}
    for n in (4, 8, 13, 26, 52):
        past[f"mean{n}"] = units.transform(lambda s, n=n: s.rolling(n, min_periods=1).mean())
    past["sd26"] = units.transform(lambda s: s.rolling(26, min_periods=2).std())
    past = pd.DataFrame(past)
    known = {"price": panel["price"], "deal": panel["deal"], "feat": panel["feat"]}
    for k in (1, 2, 3):
        for column in ("price", "deal", "feat"):
            known[f"{column}_lag{k}"] = by_series[column].shift(k)
    for n in (4, 13, 26, 52):
        reference = by_series["price"].transform(lambda s, n=n: s.shift().rolling(n, min_periods=1).mean())
        known[f"price_against{n}"] = panel["price"] - reference
    highest = by_series["price"].transform(lambda s: s.shift().rolling(13, min_periods=1).max())
    known["depth"] = panel["price"] - highest
    depth = known["depth"].groupby([panel["store"], panel["brand"]])
    known["depth_lag1"], known["depth_lag2"] = depth.shift(1), depth.shift(2)
    for column in ("deal", "feat"):
        for n in (4, 13, 26):
            known[f"{column}_share{n}"] = by_series[column].transform(
                lambda s, n=n: s.shift().rolling(n, min_periods=1).mean()
            )
        known[f"{column}_stores"] = panel.groupby(["brand", "week"])[column].transform("mean")
        known[f"{column}_others"] = panel.groupby(["store", "week"])[column].transform("sum") - panel[column]
        known[f"{column}_depth"] = panel[column] * known["depth"]
        for brand in panel["brand"].unique():
            own = panel[column].where(panel["brand"] == brand)
            known[f"{column}_of{brand}"] = own.groupby([panel["store"], panel["week"]]).transform("max")
    in_store = panel.groupby(["store", "week"])["price"]
    known["price_mean"] = panel["price"] - in_store.transform("mean")
    known["price_min"] = panel["price"] - in_store.transform("min")
    known["price_rank"] = in_store.rank(pct=True)
    for column in price_columns:
        known[column] = panel[column]
    for k in (1, 2, 3):
        known[f"sin{k}"] = np.sin(2 * np.pi * k * panel["week"] / 52.18)
        known[f"cos{k}"] = np.cos(2 * np.pi * k * panel["week"] / 52.18)
    known["time"] = panel["week"] / 52.18
    return past, pd.DataFrame(known)


def rows_of(panel, past, known, horizon):
    """One row per series, cutoff and step; "cutoff" is the last week whose units the row has seen."""
    tables = []
    for step in range(1, horizon + 1):
        seen = past.groupby([panel["store"], panel["brand"]], sort=False).shift(step)
        table = pd.concat([panel[["store", "brand", "week", "logmove", "family", "size_oz"]], seen, known], axis=1)
        table["step"] = step
        table["cutoff"] = panel["week"] - step
        tables.append(table)
    rows = pd.concat(tables, ignore_index=True)
    columns = [*past.columns, *known.columns, "step"]
    rows[columns] = rows[columns].astype(np.float64)
    rows = rows[rows["mean8"].notna() & (rows["cutoff"] >= FIRST_WEEK + 8)].reset_index(drop=True)
    for lag in [c for c in past.columns if c.startswith("lag")]:
        rows[lag] = rows[lag].fillna(rows["mean8"])
    rows[columns] = rows[columns].fillna(0)
    return rows, columns


def time_folds(weeks, horizon, n=3):
    edges = np.linspace(weeks.min() + (weeks.max() - weeks.min() + 1) // 2, weeks.max() + 1, n + 1).round()
    return [
        (np.flatnonzero(weeks < a - horizon + 1), np.flatnonzero((weeks >= a) & (weeks < b)))
        for a, b in zip(edges[:-1], edges[1:], strict=True)
    ]


def lasso_design(rows, columns):
    x = rows[columns].copy()
    for a, b in [("price", "deal"), ("price", "feat"), ("deal", "feat"), ("price_against13", "deal"),
                 ("price_against13", "feat"), ("price", "price"), ("depth", "depth")]:  # fmt: skip
        x[f"{a}*{b}"] = x[a] * x[b]
    return pd.concat([x, pd.get_dummies(rows["store"], prefix="store", dtype=float)], axis=1)


def lasso_forecasts(train, score, columns, horizon):
    forecast = pd.Series(np.nan, index=score.index)
    for brand, own in train.groupby("brand"):
        wanted = score[score["brand"] == brand]
        design = lasso_design(own, columns)
        scaler = StandardScaler().fit(design)
        model = LassoCV(
            alphas=15,
            eps=1e-3,
            cv=time_folds(own["week"].to_numpy(), horizon),
            precompute=True,
            n_jobs=os.cpu_count(),
        )
        with threadpool_limits(1):
            model.fit(scaler.transform(design), own["logmove"])
        scored = lasso_design(wanted, columns).reindex(columns=design.columns, fill_value=0)
        forecast[wanted.index] = model.predict(scaler.transform(scored))
    return forecast


def network_forecasts(train, score, columns, demographics, offset_column):
    scaler = StandardScaler().fit(train[columns + demographics])
    categories = ["store", "brand", "family", "size_oz"]
    codes = {c: {label: i + 1 for i, label in enumerate(sorted(train[c].unique()))} for c in categories}

    def inputs(rows):
        numeric = scaler.transform(rows[columns + demographics]).clip(-5, 5).astype(np.float32)
        index = np.column_stack([rows[c].map(codes[c]).fillna(0) for c in categories]).astype(np.int32)
        return [numeric, index, rows[[offset_column]].to_numpy(dtype=np.float32)]

    steps = EPOCHS * math.ceil(len(train) / BATCH_SIZE)
    model = build(len(columns) + len(demographics), [len(c) + 1 for c in codes.values()], NETWORK, steps)
    target = train[["logmove"]].to_numpy(dtype=np.float32)
    model.fit(inputs(train), target, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
    return model.predict(inputs(score), batch_size=4096, verbose=0)[:, 0]


def main():
    settings = json.loads(sys.argv[1])
    warnings.filterwarnings("ignore")
    keras.utils.set_random_seed(1)
    started, cpu = time.perf_counter(), time.process_time()
    horizon, errors = settings["horizonWeeks"], []
    for segment in settings["segments"]:
        stores = [int(store) for store in segment["stores"]]
        panel, price_columns, demographics = read_panel(settings["project"] + "/landing", stores)
        past, known = describe(panel, price_columns)
        rows, columns = rows_of(panel, past, known, horizon)
        rows = rows[rows["brand"].isin([int(item) for item in segment["items"]])]
        of_store = panel.drop_duplicates("store").set_index("store")[demographics]
        rows = rows.join(of_store, on="store")
        for fit in segment["fits"]:
            cutoff = FIRST_WEEK + fit["cutoffIndex"]
            train = rows[(rows["week"] <= cutoff) & rows["logmove"].notna()]
            score = rows[rows["cutoff"].isin([FIRST_WEEK + c for c in fit["forecastFrom"]])]
            forecast = lasso_forecasts(train, score, columns, horizon) / 3
            for offset in ("mean26", "mean8"):
                forecast += network_forecasts(train, score, columns, demographics, offset) / 3
            actual, units = np.exp(score["logmove"]), np.exp(forecast)
            errors.append(((units - actual).abs() / actual).dropna())
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
    rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds, "rssMb": rss_mb, "mape": pd.concat(errors).mean()}))


main()
