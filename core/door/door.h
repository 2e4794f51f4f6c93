/* The one door of Bothy's core, as C: a request in, a reply out. JSON with a binary tail both ways.
   Nothing here but the five functions; what requests mean is in docs/door.md. Called by the command line, the web
   worker, the simulator and the tests. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bothy_door bothy_door;

/* Memory for requests, where the caller has no other way to hand bytes in (WebAssembly). */
uint8_t* bothy_alloc(size_t size);
void bothy_free(uint8_t* at, size_t size);

/* A door with nothing open. Not thread-safe: one caller at a time. */
bothy_door* bothy_door_new(void);
/* Wipes every key. */
void bothy_door_free(bothy_door* door);

/* Answers one request. Any bytes are allowed. The reply is u32 json_len, u32 tail_len (little-endian), JSON, tail, and
   stays valid until the next call on this door. */
const uint8_t* bothy_call(bothy_door* door, const uint8_t* json, size_t json_len, const uint8_t* tail, size_t tail_len);

#ifdef __cplusplus
}
#endif
