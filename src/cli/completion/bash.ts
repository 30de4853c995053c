import { firstWords } from "./line.ts";
import type {
  CompletedCommand,
  CompletedLine,
  CompletedNoun,
  CompletedOption,
  Values,
} from "./line.ts";

/** Offers words, folders, and names from the workspace. */
const offers: string = `_bp_words() {
  local IFS=$' \\t\\n'
  COMPREPLY=($(compgen -W "$1" -- "$current"))
}

_bp_folders() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -d -- "$current"))
}

_bp_blueprints() {
  local name
  while IFS= read -r name; do
    [[ $name == "$current"* ]] && COMPREPLY+=("$name")
  done < <(command bp "\${folder[@]}" completion names "$current" 2>/dev/null </dev/null)
}

`;

/**
 * A script for bash 3.2 and newer, with or without the bash-completion package. Names from the workspace are compared
 * as text and never given to `compgen -W`, which would expand them.
 */
export function bashScript(line: CompletedLine): string {
  const { commands, nouns, options } = line;
  const taking = [options, ...commands.map((command) => command.options)]
    .flat()
    .filter(({ values }) => values !== undefined)
    .flatMap(({ names }) => names);
  return `# bash completion of bp, made by \`bp completion bash\`.

${offers}_bp_value() {
  case "$1" in
${commands.flatMap((command) => optionCases(command.options, command.name)).join("\n")}
${optionCases(options, "*").join("\n")}
    *) return 1 ;;
  esac
  return 0
}

_bp() {
${reading(taking, nouns)}  _bp_value "$name $before" && return
  case "$name" in
    "")
      case "$current" in
        -*) _bp_words "${names(options)}" ;;
        *) _bp_words "${firstWords(line)
          .map(({ name }) => name)
          .join(" ")}" ;;
      esac
      ;;
${[...nouns.map(nounCase), ...commands.map((command) => commandCase(command, options))].join("\n")}
  esac
}

complete -o default -F _bp bp
`;
}

/** Reads the words before the current one: the command's name, and where it shall work. */
function reading(taking: readonly string[], nouns: readonly CompletedNoun[]): string {
  return `  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} name= index word
  local -a folder=(--quiet)
  COMPREPLY=()
  if [[ $current == "=" ]]; then
    current=
  elif [[ $before == "=" ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$word" in
      ${[...new Set(taking)].toSorted().join("|")})
        ((index++))
        [[ \${COMP_WORDS[index]} == "=" ]] && ((index++))
        [[ $word == -C || $word == --cwd ]] && folder+=(-C "\${COMP_WORDS[index]/#\\~/$HOME}")
        ;;
      -*) ;;
      *)
        case "$name" in
          "") name=$word ;;
          ${nouns.map((noun) => noun.name).join("|")}) name="$name $word" ;;
        esac
        ;;
    esac
  done
`;
}

function optionCases(options: readonly CompletedOption[], command: string): readonly string[] {
  return options.flatMap(({ names: called, values }) => {
    if (values === undefined) return [];
    const patterns = called.map((name) =>
      command === "*" ? `*" ${name}"` : `"${command} ${name}"`,
    );
    return [`    ${patterns.join(" | ")}) ${action(values)} ;;`];
  });
}

function commandCase(
  { name, options, values }: CompletedCommand,
  global: readonly CompletedOption[],
): string {
  return `    "${name}")
      case "$current" in
        -*) _bp_words "${names([...options, ...global])}" ;;
        *) ${action(values)} ;;
      esac
      ;;`;
}

function nounCase({ name, verbs }: CompletedNoun): string {
  return `    ${name}) _bp_words "${verbs.map((verb) => verb.name).join(" ")}" ;;`;
}

/** Where nothing is offered, readline offers files. */
function action(values: Values): string {
  if (values.kind === "words") return `_bp_words "${values.words.join(" ")}"`;
  if (values.kind === "folders") return "_bp_folders";
  return values.kind === "blueprints" ? "_bp_blueprints" : ":";
}

function names(options: readonly CompletedOption[]): string {
  return options.flatMap((option) => option.names).join(" ");
}
