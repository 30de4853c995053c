// Written by test/interop/derive-tables.ts from the Go modules of Helm, sprig and Flux; a test there says whether it is
// current.

/** Template functions by the first Helm that has them; the first row is what the oldest Helm looked at has. */
export const functionTable: Readonly<Record<string, string>> = {
  "3.8.2": `
    abbrev abbrevboth add add1 add1f addf adler32sum ago all and any append atoi b32dec b32enc b64dec b64enc
    base bcrypt biggest buildCustomCert call camelcase cat ceil chunk clean coalesce compact concat contains
    date dateInZone dateModify date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword
    dict dig dir div divf duration durationRound empty encryptAES eq ext fail first float64 floor fromJson
    fromJsonArray fromYaml fromYamlArray ge genCA genCAWithKey genPrivateKey genSelfSignedCert
    genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get getHostByName gt has hasKey hasPrefix
    hasSuffix hello html htmlDate htmlDateInZone htpasswd include indent index initial initials int int64 isAbs
    join js kebabcase keys kindIs kindOf last le len list lookup lower lt max maxf merge mergeOverwrite min minf
    mod mul mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas
    mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustRegexFind mustRegexFindAll mustRegexMatch
    mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice mustToDate
    mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify ne nindent nospace not now
    omit or osBase osClean osDir osExt osIsAbs pick pluck plural prepend print printf println quote randAlpha
    randAlphaNum randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta
    regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace required rest reverse round semver
    semverCompare seq set sha1sum sha256sum shuffle slice snakecase sortAlpha split splitList splitn squote sub
    subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson toRawJson toString toStrings toToml
    toYaml tpl trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch
    unset until untilStep untitle upper urlJoin urlParse urlquery uuidv4 values without wrap wrapWith
  `,
  "3.16.0": `
    sha512sum
  `,
  "3.17.0": `
    fromToml toYamlPretty
  `,
  "4.0.0": `
    mustToYaml
  `,
  "4.2.0": `
    mustToToml
  `,
  "4.3.0": `
    durationDays durationHours durationMicroseconds durationMilliseconds durationMinutes durationNanoseconds
    durationRoundTo durationSeconds durationTruncateTo durationWeeks mustToDuration
  `,
};
