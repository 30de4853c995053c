import { firstWords } from "./line.ts";
import type {
  CompletedCommand,
  CompletedLine,
  CompletedNoun,
  CompletedOption,
  Values,
} from "./line.ts";

/** A script for zsh's completion system, sourced or as a file named `_bp` in $fpath. */
export function zshScript(line: CompletedLine): string {
  const { commands, nouns, options } = line;
  const alone = commands.filter(({ name }) => !name.includes(" "));
  const described = firstWords(line).map(
    ({ name, summary }) => `    ${quoted(`${name}:${escaped(summary)}`)}`,
  );
  return `#compdef bp
# zsh completion of bp, made by \`bp completion zsh\`.

_bp_blueprints() {
  local -a names
  names=(\${(f)"$(command bp --quiet "\${folder[@]}" completion names "$PREFIX" 2>/dev/null </dev/null)"})
  compadd -a names
  _files
}

_bp_commands() {
  local -a commands=(
${described.join("\n")}
  )
  _describe -t commands command commands
}

_bp() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a global=(
${options.flatMap(specifications).join("\n")}
  )
  _arguments -C "\${global[@]}" '1:command:_bp_commands' '*::argument:->argument' && return
  [[ $state == argument ]] || return 1
  local -a folder
  (( \${+opt_args[-C]} )) && folder=(-C "\${(Q)~opt_args[-C]}")
  (( \${+opt_args[--cwd]} )) && folder=(-C "\${(Q)~opt_args[--cwd]}")
  case "\${line[1]}" in
${[...alone.map(commandCase), ...nouns.map((noun) => nounCase(noun, commands))].join("\n")}
  esac
}

if [[ "\${funcstack[1]}" == _bp ]]; then
  _bp "$@"
else
  compdef _bp bp
fi
`;
}

function commandCase({ name, options, values }: CompletedCommand): string {
  const lines = [
    ...options.flatMap(specifications),
    `    ${quoted(`*:argument:${action(values)}`)}`,
  ].map((line) => `    ${line} \\`);
  return `    ${name})
      _arguments "\${global[@]}" \\
${lines.join("\n").slice(0, -2)}
      ;;`;
}

/** A noun's verb is a command of its own. */
function nounCase({ name, verbs }: CompletedNoun, commands: readonly CompletedCommand[]): string {
  const words = verbs.map((verb) => verb.name).join(" ");
  const cases = commands
    .filter((command) => command.name.startsWith(`${name} `))
    .map((command) => commandCase({ ...command, name: command.name.slice(name.length + 1) }));
  return `    ${name})
      _arguments -C "\${global[@]}" ${quoted(`1:verb:(${words})`)} '*::argument:->verb' && return
      [[ $state == verb ]] || return 1
      case "\${line[1]}" in
${cases.join("\n")}
      esac
      ;;`;
}

/** One line a name; those of one option exclude each other, but for what may be repeated. */
function specifications({ names, summary, values }: CompletedOption): readonly string[] {
  const repeatable = summary.endsWith("repeatable");
  return names.map((name) => {
    const before = repeatable ? "*" : `(${names.join(" ")})`;
    const joined = values !== undefined && name.startsWith("--") ? "=" : "";
    const after = values === undefined ? "" : `:value:${action(values)}`;
    return `    ${quoted(`${before}${name}${joined}[${escaped(summary)}]${after}`)}`;
  });
}

function action(values: Values): string {
  if (values.kind === "words") return `(${values.words.join(" ")})`;
  if (values.kind === "folders") return "_files -/";
  if (values.kind === "files") return "_files";
  return values.kind === "blueprints" ? "_bp_blueprints" : " ";
}

function escaped(text: string): string {
  return text.replaceAll(/[\\:[\]]/gu, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
