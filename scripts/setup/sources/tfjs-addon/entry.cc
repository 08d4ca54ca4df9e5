// What Node loads as tfjs-node's addon. It sets TensorFlow's switches and then loads the real addon, which brings
// libtensorflow: the library reads its environment while it is loaded, before any code of the addon runs. So the library
// cannot be loaded without the switches, whoever imports tfjs-node, and whatever the environment says.
// Why each switch: docs/decisions/2026-11-21-signal-safe-tensorflow.md.
#include <dlfcn.h>
#include <node_api.h>

#include <cstdlib>
#include <string>

namespace {

void* LoadAddon() {
  setenv("TF_ENABLE_ONEDNN_OPTS", "0", 1);
  setenv("TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL", "false", 1);
  // Keeps notes on processor features off standard error; who wants them can ask for them.
  setenv("TF_CPP_MIN_LOG_LEVEL", "2", 0);

  Dl_info self;
  if (dladdr(reinterpret_cast<void*>(&LoadAddon), &self) == 0) return nullptr;
  const std::string path(self.dli_fname);
  const std::string addon = path.substr(0, path.rfind('/') + 1) + "tfjs_addon.node";
  return dlopen(addon.c_str(), RTLD_NOW | RTLD_LOCAL);
}

}  // namespace

extern "C" NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  void* addon = LoadAddon();
  using Register = napi_value (*)(napi_env, napi_value);
  auto* start = addon == nullptr ? nullptr : reinterpret_cast<Register>(dlsym(addon, "napi_register_module_v1"));
  if (start == nullptr) {
    const char* reason = dlerror();
    napi_throw_error(env, nullptr, reason == nullptr ? "tfjs-node's addon has no entry point" : reason);
    return nullptr;
  }
  return start(env, exports);
}

extern "C" NAPI_MODULE_EXPORT int32_t node_api_module_get_api_version_v1() { return NAPI_VERSION; }
