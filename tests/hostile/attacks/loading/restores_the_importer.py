#: says = "The import machinery put back: finders, path, hooks, zip files, extension loaders."
#: at_most = 0.0
import importlib.machinery
import runpy
import sys
import zipimport

FOUND = []
sys.path[:] = ["/usr/lib/python3/dist-packages", "/usr/lib/python3", "/tmp", "/", *sys.orig_argv]
sys.meta_path[:] = [importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter, importlib.machinery.PathFinder]
sys.path_hooks[:] = [
    zipimport.zipimporter,
    importlib.machinery.FileFinder.path_hook((importlib.machinery.SourceFileLoader, [".py"])),
]
for name in ("torch", "pytest", "autograder.expect", "pip", "distutils", "sitecustomize", "solutions", "antigravity"):
    for load in (__import__, runpy.run_module):
        try:
            FOUND.append(load(name))
        except Exception:
            pass
for path in ("/usr/lib/libc.so.6", "/tmp/x.so", "/usr/lib/x86_64-linux-gnu/libm.so.6"):
    try:
        FOUND.append(importlib.machinery.ExtensionFileLoader("m", path).load_module("m"))
    except Exception:
        pass
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
