"""The network as Keras has it: same inputs, layers, dropout, loss and optimiser as ours."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
from keras import layers, ops


def relative_error(target, forecast):
    """|exp(clip(f - y, -6, 3)) - 1|"""
    return ops.mean(ops.abs(ops.exp(ops.clip(forecast - target, -6.0, 3.0)) - 1.0))


def build(numeric_columns, category_sizes, settings, steps):
    numeric = keras.Input((numeric_columns,), name="numeric")
    categories = keras.Input((len(category_sizes),), dtype="int32", name="categories")
    offset = keras.Input((1,), name="offset")
    width = settings["embeddingWidth"]
    embedded = layers.Concatenate()(
        [layers.Embedding(size, width)(categories[:, i]) for i, size in enumerate(category_sizes)]
    )
    hidden = layers.Concatenate()([numeric, layers.Dropout(settings["embeddingDropout"])(embedded)])
    for units in settings["hiddenUnits"]:
        hidden = layers.Dropout(settings["dropout"])(layers.Dense(units, activation="relu")(hidden))
    forecast = layers.Add()([offset, layers.Dense(1)(hidden)])
    model = keras.Model([numeric, categories, offset], forecast)
    rate = keras.optimizers.schedules.CosineDecay(settings["learningRate"], steps)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=relative_error)
    return model
