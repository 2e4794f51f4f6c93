# WASI is a platform CMake 3.25 does not know; this empty page is all it needs to stop warning. Nothing else goes here.
