// Known answers that need no reference folder: Argon2id and BLAKE2b from their authors, leaves of our key tree, and a hash
// over random work that must come out the same natively and in WebAssembly.
#include "lab/vectors/book.h"
#include "seal/seal_samples.h"

namespace bothy::vectors {
namespace {

// Source: test.c of the reference implementation (P-H-C/phc-winner-argon2, CC0), version 0x13. RFC 9106's own example uses a
// secret and associated data, which libsodium does not offer.
void argon2id(Book& book) {
  constexpr std::string_view source = "phc-winner-argon2 src/test.c";
  const auto add = [&](std::string_view name, std::string_view expect, std::string_view passphrase, std::string_view encoded) {
    book.add(name, "argon2id", expect, {}, {{"passphrase", Value(passphrase)}, {"encoded", Value(encoded)}, {"source", Value(source)}});
  };
  add("2 passes, 64 MiB", "ok", "password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
  add("2 passes, 256 KiB", "ok", "password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");
  add("2 passes, 256 KiB, 2 lanes", "ok", "password", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc");
  add("1 pass, 64 MiB", "ok", "password", "$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg");
  add("another passphrase", "ok", "differentpassword", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94");
  add("another salt", "ok", "password", "$argon2id$v=19$m=65536,t=2,p=1$ZGlmZnNhbHQ$vfMrBczELrFdWP0ZsfhWsRPaHppYdP3MVEMIVlqoFBw");
  add("the wrong passphrase", "bad_seal", "passwore", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");
  add("the tag changed", "bad_seal", "password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/0");
  add("a salt of 16 bytes", "ok", "password", "$argon2id$v=19$m=65536,t=2,p=1$ABEiM0RVZneImaq7zN3u/w$6uuevI/CuQV+zZVUSuc8xlFOjPDW7e874262QKC16rk");
  book.add("the same passphrase, raw and with a salt of 16 bytes", "argon2id", "ok", {},
           {{"passphrase", Value("password")}, {"salt", Value("00112233445566778899aabbccddeeff")}, {"ops", Value(2)}, {"mem_kib", Value(65'536)},
            {"key", Value("eaeb9ebc8fc2b9057ecd95544ae73cc6514e8cf0d6edef3be36eb640a0b5eab9")}, {"source", Value("libsodium 1.0.18")}});
}

// Source: RFC 7693 appendix A, and the keyed known answers of the BLAKE2 reference (BLAKE2/BLAKE2 testvectors, CC0).
void blake2b(Book& book) {
  const auto add = [&](std::string_view name, ByteSpan bytes, std::string_view hash, std::string_view key, std::string_view source) {
    book.add(name, "blake2b", "ok", bytes, {{"hash", Value(hash)}, {"key", Value(key)}, {"source", Value(source)}});
  };
  constexpr std::string_view reference = "BLAKE2 reference, blake2b-kat";
  constexpr std::string_view key =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";
  add("abc, 512 bits", span_of("abc"),
      "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923", "",
      "RFC 7693 appendix A");
  add("abc, 256 bits", span_of("abc"), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319", "", reference);
  add("nothing, 256 bits", {}, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8", "", reference);
  add("nothing, keyed, 512 bits", {},
      "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568", key,
      reference);
  add("one zero byte, keyed, 512 bits", Bytes{0},
      "961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd", key,
      reference);
}

void leaves(Book& book) {
  const Key seed = samples::key(1);
  for (const int index : {0, 1, 2, 3, 255, 256, 32'767, 32'768, 65'534, 65'535}) {
    LeafKeys tree(seed);
    book.add("leaf " + std::to_string(index), "leaf", "ok", {},
             {{"seed", hex(seed.span())}, {"index", Value(index)}, {"key", hex(tree.at(static_cast<std::uint64_t>(index)).span())}});
  }
  book.add("leaf 65,536 does not exist", "leaf", "out_of_range", {}, {{"seed", hex(seed.span())}, {"index", Value(65'536)}, {"key", hex(seed.span())}});
  book.add("a leaf's key where its neighbour's is meant", "leaf", "bad_seal", {},
           {{"seed", hex(seed.span())}, {"index", Value(7)}, {"key", hex(LeafKeys(seed).at(6).span())}});
}

}  // namespace

Book make_known_answers() {
  Book book("known_answers");
  argon2id(book);
  blake2b(book);
  leaves(book);
  for (const int from : {0, 100, 200, 300, 400})
    book.add("random work, cases " + std::to_string(from) + " to " + std::to_string(from + 99), "differential", "ok", {}, {{"from", Value(from)}, {"cases", Value(100)}});
  return book;
}

}  // namespace bothy::vectors
