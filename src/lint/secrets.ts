/** Texts that are a credential whatever they are called: forms that their issuers gave them to be found. */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40}/u],
  ["an AWS access key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/u],
  ["a GitHub token", /\bgh[opsur]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{50}/u],
  ["a GitLab token", /\bglpat-[\w-]{20}/u],
  ["a Slack token", /\bxox[abprs]-[A-Za-z0-9-]{20}/u],
  ["a Google API key", /\bAIza[\w-]{35}/u],
  ["a JSON Web Token", /\beyJ[\w-]{15,1000}\.eyJ[\w-]{15,4000}\.[\w-]{20}/u],
  ["an age key", /\bAGE-SECRET-KEY-1[0-9A-Z]{50}/u],
];

/** The length of an AWS access key. */
const shortest = 20;

/** What credential the text holds, and where in it; undefined for none of a known form. */
export function credentialIn(
  text: string,
): { readonly what: string; readonly start: number; readonly end: number } | undefined {
  if (text.length < shortest) return undefined;
  for (const [what, form] of forms) {
    const match = form.exec(text);
    if (match !== null)
      return {
        what,
        start: match.index,
        end: match.index + (match[0].split("\n", 1)[0] ?? "").length,
      };
  }
  return undefined;
}

const password = /(?:password|passwd|passphrase)$/iu;
const random =
  /(?:token|api_?key|api_?secret|access_?key|secret_?key|private_?key|client_?secret)$/iu;

/** A text that only tells where the secret is: a template, a variable, a reference, a hole to be filled. */
const elsewhere = /\{\{|\$[{(]|^[<[(%]|^(?:ref\+|vault:|op:\/\/)|^\*+$|^x{3,}$|^\.{3}/iu;

/** Whether a value under that key is a secret that anybody can read. A doubtful one is not. */
export function isPlainSecret(key: string, text: string): boolean {
  const isPassword = password.test(key);
  if (text === "" || !(isPassword || random.test(key))) return false;
  if (elsewhere.test(text) || namesKey(key, text) || namesObject(key, text)) return false;
  return isPassword ? !/\s/u.test(text) : looksRandom(text);
}

/** `apiKey: api-key` and `password: db-password` name a key of a Secret. */
function namesKey(key: string, text: string): boolean {
  const [name, said] = [letters(key), letters(text)];
  const word = (password.exec(key) ?? random.exec(key))?.[0] ?? key;
  return said !== "" && (said === name || said.endsWith(letters(word)));
}

/** `existingSecretAdminPassword: app-admin` names a Secret that is there. */
function namesObject(key: string, text: string): boolean {
  return /^existing_?secret/iu.test(key) && /^[a-z\d][a-z\d.-]*$/u.test(text);
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/gu, "");
}

function looksRandom(text: string): boolean {
  if (!/^[\w+/=.~-]{16,}$/u.test(text) || !/\d/u.test(text) || !/[A-Za-z]/u.test(text))
    return false;
  const breaks = text.split(/[-_.]/u).length - 1;
  return breaks <= text.length / 12 && bitsPerCharacter(text) > 3.2;
}

/** Shannon's entropy. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / text.length;
    return bits - share * Math.log2(share);
  }, 0);
}
