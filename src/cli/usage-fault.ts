/** A fault that the option parser found, in the shape of every other failure: what, then what to do. */
export function usageFaultText(text: string): string {
  const [first = "", suggestion] = text.trim().split("\n");
  const what = first.replace(/^error: /u, "");
  const meant = suggestion?.replace(/^\(Did you mean (.+)\?\)$/u, "did you mean $1?");
  return `bp: ${what}\n  help: ${meant ?? remedy(what)}\n`;
}

function remedy(what: string): string {
  return what.startsWith("unknown command")
    ? "`bp --help` lists the commands"
    : "`bp <command> --help` shows what a command takes";
}
