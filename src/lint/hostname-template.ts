const known: ReadonlySet<string> = new Set(["SovereignFQDN", "OrgSlug", "AppName", "OrgDomain"]);
const never: ReadonlySet<string> = new Set(["InstanceID", "ClusterID"]);
const token = /\{\{\s*\.?([^{}]*?)\s*\}\}/gu;
const perOrganisation = /\{\{\s*\.OrgSlug\s*\}\}\.\{\{\s*\.SovereignFQDN\s*\}\}/u;

/** What is wrong with an endpoint's host name, as part of a sentence after the name. */
export function* hostnameFaults(template: string): Iterable<string> {
  const bare = template.replace(token, "x");
  if (/:\/\//u.test(bare)) yield "is a URL: a host name has no scheme";
  else if (/[/:?#@]/u.test(bare)) yield "is no host name: it has no path, port or user";
  else if (/\s/u.test(bare)) yield "holds a space, which no host name has";
  if (/[{}]/u.test(bare)) yield "holds a brace that belongs to no token";
  for (const [written, name = ""] of template.matchAll(token)) yield* tokenFaults(written, name);
  if (perOrganisation.test(template))
    yield "is a host of one organisation, for which neither DNS nor a certificate is made: write {{.OrgDomain}}";
}

function* tokenFaults(written: string, name: string): Iterable<string> {
  if (never.has(name)) yield `uses ${written}, which the platform has never filled in`;
  else if (!known.has(name))
    yield `uses ${written}, and the platform fills in ${[...known].map((one) => `{{.${one}}}`).join(", ")} alone`;
  else if (!/^\{\{\s*\./u.test(written)) yield `writes ${written} without the dot: {{.${name}}}`;
}
