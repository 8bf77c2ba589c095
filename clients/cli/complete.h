// What a word on the command line could become: nouns, verbs, flags, codes, files and ids.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace framdrift::cli {

// A word to write, and what is said beside it. The word kFiles stands for the names of files.
struct Candidate {
  std::string word;
  std::string says;

  friend bool operator==(const Candidate&, const Candidate&) = default;
};

inline constexpr char kFiles[] = ":files";

// The things that `NOUN list` knows, by id with their names; empty when nobody answers in time.
using IdSource = std::function<std::vector<Candidate>(const std::string& noun)>;

// The candidates for the last of `words`, which may be empty, after those before it; the program's
// own name is not among them. All begin with that word, but for ids, which may also be found by
// the beginning of a name. `app` has every command; nothing is run.
std::vector<Candidate> Complete(CLI::App& app, const std::vector<std::string>& words,
                                const IdSource& ids);

// The noun whose ids a flag such as `--from-unit-id` takes; empty when it takes none that are
// listed.
std::string NounOfIds(const std::string& flag);

}  // namespace framdrift::cli
