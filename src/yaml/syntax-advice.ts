interface Advice {
  readonly message: string;
  readonly help: string;
}

/** What to do about the syntax errors that people make most, by a phrase of js-yaml's reason. */
const advice: readonly (readonly [phrase: string, help: string])[] = [
  ["tab characters", "indent with spaces"],
  [
    "deficient indentation",
    "close the quote or bracket that a line above opens, or indent this line",
  ],
  ["indentation", "align the line with its neighbours, with spaces"],
  ["multiline key", "quote the value, or put a space after the colon"],
  ["expected ':' after", "write key: value, or quote the text if it holds a colon"],
  ["whitespace character is expected after the key-value", "put a space after the colon"],
  ["quoted scalar", "close the quote"],
  ["flow collection", "close the bracket, and put commas between the entries"],
  ["escape", "write the backslash twice, or use single quotes"],
  ["non-printable", "remove the control character, or write it as an escape in double quotes"],
  ["null byte", "save the file as UTF-8 text"],
  ["nesting exceeded", "flatten the document"],
  ["document separator is expected", "quote the text, or begin a new document with ---"],
];

/** A syntax error's reason as a message and one line of help. */
export function syntaxAdvice(reason: string): Advice {
  const help = advice.find(([phrase]) => reason.includes(phrase))?.[1];
  return {
    message: `not valid YAML: ${reason}`,
    help: help ?? "compare the line with the ones around it",
  };
}
