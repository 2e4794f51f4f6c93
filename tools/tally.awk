# Counts what one log says: doctest summaries, "N passed, N failed" lines, ctest blocks, or else the exit status `rc`.
# ./bothy test calls it once per stage and adds the lines up. Prints two numbers: passed, failed.

# A block is one test of a ctest log. A block with no doctest summary of its own counts as one.
function close_block(good) {
  if (!in_block) return
  if (!block_cases) { if (good) passed++; else failed++ }
  else if (!good && block_failed == 0) failed++
  in_block = block_cases = block_failed = 0
  counted = 1
}

/^[0-9]+\/[0-9]+ Testing: / { close_block(0); in_block = 1 }
/^Test Passed\.$/ { close_block(1) }
/^Test Failed\.$/ { close_block(0) }

/^\[doctest\] test cases:/ {
  split($0, part, "|")
  passed += part[2] + 0
  failed += part[3] + 0
  block_cases = 1
  block_failed += part[3] + 0
  counted = 1
}

/^[0-9]+ passed, [0-9]+ failed$/ {
  passed += $1
  failed += $3
  if (in_block) { block_cases = 1; block_failed += $3 }
  counted = 1
}

/not built yet/ { absent = 1 }

END {
  close_block(0)
  if (!counted && !absent) { if (rc == 0) passed++; else failed++ }
  if (rc != 0 && failed == 0) failed++
  print passed + 0, failed + 0
}
