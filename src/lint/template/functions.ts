import { compareVersions } from "../../model/version.ts";

/**
 * What Helm 3.8 knows: Go's text/template, sprig 3.2.2 without env and expandenv, and Helm's own. Read from the sources
 * of helm.sh/helm/v3 v3.8.2 and github.com/Masterminds/sprig/v3 v3.2.2.
 */
const early = `
  abbrev abbrevboth add add1 add1f addf adler32sum ago all and any append atoi b32dec
  b32enc b64dec b64enc base bcrypt biggest buildCustomCert call camelcase cat ceil
  chunk clean coalesce compact concat contains date dateInZone dateModify
  date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword dict
  dig dir div divf duration durationRound empty encryptAES eq ext fail first float64
  floor fromJson fromJsonArray fromYaml fromYamlArray ge genCA genCAWithKey
  genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert
  genSignedCertWithKey get getHostByName gt has hasKey hasPrefix hasSuffix hello html
  htmlDate htmlDateInZone htpasswd include indent index initial initials int int64
  isAbs join js kebabcase keys kindIs kindOf last le len list lookup lower lt max
  maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk mustCompact
  mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast
  mustMerge mustMergeOverwrite mustPrepend mustRegexFind mustRegexFindAll
  mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit
  mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson
  mustUniq mustWithout must_date_modify ne nindent nospace not now omit or osBase
  osClean osDir osExt osIsAbs pick pluck plural prepend print printf println quote
  randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFind
  regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral
  regexSplit repeat replace required rest reverse round semver semverCompare seq set
  sha1sum sha256sum shuffle slice snakecase sortAlpha split splitList splitn squote
  sub subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson
  toRawJson toString toStrings toToml toYaml tpl trim trimAll trimPrefix trimSuffix
  trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep
  untitle upper urlJoin urlParse urlquery uuidv4 values without wrap wrapWith
`;

/** What came later, by the first Helm release that has it: read from v3.15.4 to v3.22.0 and v4.0.0 to v4.3.1. */
const later: Readonly<Record<string, string>> = {
  sha512sum: "3.16.0",
  fromToml: "3.17.0",
  toYamlPretty: "3.17.0",
  mustToYaml: "4.0.0",
  mustToToml: "4.2.0",
  mustToDuration: "4.3.0",
  durationSeconds: "4.3.0",
  durationMilliseconds: "4.3.0",
  durationMicroseconds: "4.3.0",
  durationNanoseconds: "4.3.0",
  durationMinutes: "4.3.0",
  durationHours: "4.3.0",
  durationDays: "4.3.0",
  durationWeeks: "4.3.0",
  durationRoundTo: "4.3.0",
  durationTruncateTo: "4.3.0",
};

const since: ReadonlyMap<string, string> = new Map([
  ...early
    .trim()
    .split(/\s+/u)
    .map((name) => [name, "3.8.0"] as const),
  ...Object.entries(later),
]);

/** The names of all functions that some Helm knows. */
export const helmFunctions: readonly string[] = [...since.keys()];

/** The first Helm that knows the function, undefined where none does. */
export function knownSince(name: string): string | undefined {
  return since.get(name);
}

/** Whether templates of that Helm can call the function; a Helm before 3.8 is taken for 3.8. */
export function isKnownTo(name: string, helm: string): boolean {
  const first = since.get(name);
  return first !== undefined && (first === "3.8.0" || compareVersions(first, helm) <= 0);
}
