"""Two epochs of Keras's compiled fit on all cores: theirs_network.py <data> <settings>

Imports and reading are not timed; building, tracing and compiling are. Keras itself chooses whether to compile by XLA.
"""

import json
import math
import pathlib
import resource
import sys
import time

import numpy as np

import keras
from keras_network import build

directory, settings = pathlib.Path(sys.argv[1]), json.loads(sys.argv[2])
sizes = settings["categories"]
target = np.fromfile(directory / "target.f32", dtype=np.float32).reshape(-1, 1)
numeric = np.fromfile(directory / "numeric.f32", dtype=np.float32).reshape(len(target), -1)
categories = np.fromfile(directory / "categories.i32", dtype=np.int32).reshape(len(target), -1)
offset = np.full_like(target, settings["offset"])
keras.utils.set_random_seed(1)

started, cpu = time.perf_counter(), time.process_time()
batch_size, epochs = settings["batchSize"], settings["epochs"]
model = build(numeric.shape[1], sizes, settings, epochs * math.ceil(len(target) / batch_size))
history = model.fit([numeric, categories, offset], target, batch_size=batch_size, epochs=epochs, verbose=0)
seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds, "rssMb": rss_mb, "loss": history.history["loss"][-1]}))
