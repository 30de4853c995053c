import { firstWords } from "./line.ts";
import type {
  CompletedCommand,
  CompletedLine,
  CompletedNoun,
  CompletedOption,
  Values,
} from "./line.ts";

/** A script for fish 3. */
export function fishScript(line: CompletedLine): string {
  const { commands, nouns, options } = line;
  const taking = options
    .flatMap(({ names, values }) => (values === undefined ? [] : names))
    .join(" ");
  const lines = [
    ...options.map((option) => optionLine(option, undefined)),
    ...firstWords(line).map((word) => described("__bp_needs_command", word)),
    ...nouns.flatMap(({ name, verbs }) => verbs.map((verb) => described(`__bp_is ${name}`, verb))),
    ...commands.flatMap(commandLines),
  ];
  return `# fish completion of bp, made by \`bp completion fish\`.

function __bp_command
    set -l words (commandline -opc)
    set -l name
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case ${taking}
                set -e words[1]
                set -q words[1]; and set -e words[1]
            case '-*'
                set -e words[1]
            case '*'
                set name $name $words[1]
                set -e words[1]
                contains -- "$name" ${nouns.map(({ name }) => name).join(" ")}; or break
        end
    end
    set -q name[1]; and echo "$name"
end

function __bp_needs_command
    not __bp_command >/dev/null
end

function __bp_is
    contains -- $argv[1] (__bp_command)
end

function __bp_blueprints
    set -l words (commandline -opc)
    set -l folder
    for index in (seq 2 (count $words))
        contains -- $words[$index] -C --cwd; and set folder -C $words[(math $index + 1)]
    end
    command bp --quiet $folder completion names (commandline -ct) 2>/dev/null </dev/null
end

complete -c bp -f
${lines.join("\n")}
`;
}

function commandLines({ name, options, values }: CompletedCommand): readonly string[] {
  const condition = `__bp_is ${name.includes(" ") ? `"${name}"` : name}`;
  return [
    ...options.map((option) => optionLine(option, condition)),
    ...(values.kind === "words" ? values.words.map((word) => offer(condition, word)) : []),
    ...(values.kind === "blueprints"
      ? [`complete -c bp -n ${quoted(condition)} -F -a '(__bp_blueprints)'`]
      : []),
    ...(values.kind === "folders"
      ? [`complete -c bp -n ${quoted(condition)} -a '(__fish_complete_directories)'`]
      : []),
  ];
}

function described(condition: string, { name, summary }: CompletedNoun["verbs"][number]): string {
  return `${offer(condition, name)} -d ${quoted(summary)}`;
}

function offer(condition: string, word: string): string {
  return `complete -c bp -n ${quoted(condition)} -a ${quoted(word)}`;
}

function optionLine(
  { names, summary, values }: CompletedOption,
  condition: string | undefined,
): string {
  const called = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const when = condition === undefined ? [] : [`-n ${quoted(condition)}`];
  return ["complete -c bp", ...when, ...called, ...taking(values), `-d ${quoted(summary)}`].join(
    " ",
  );
}

function taking(values: Values | undefined): readonly string[] {
  if (values === undefined) return [];
  if (values.kind === "words") return ["-x", `-a ${quoted(values.words.join(" "))}`];
  if (values.kind === "folders") return ["-x", "-a '(__fish_complete_directories)'"];
  return values.kind === "files" ? ["-r", "-F"] : ["-x"];
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/gu, "\\$&")}'`;
}
