"""The kernel: traced equations become scalar operations, those become vector code that LLVM compiles."""
