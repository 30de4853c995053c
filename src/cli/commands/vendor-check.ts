import type { VendoredChartReport } from "../../app/vendor/report.ts";
import type { Check } from "../../model/check.ts";

/** A chart is vendored whole, or it has failed; findings stand by themselves. */
export function vendorCheck({ name, version, dependencies, errors }: VendoredChartReport): Check {
  const subject = { group: "vendor", name: `${name}:${version}` };
  const [first] = errors;
  if (first === undefined)
    return { ...subject, state: "passed", detail: `${dependencies.length} vendored` };
  const detail = errors.map(({ message }) => message).join("\n");
  return {
    ...subject,
    state: "failed",
    detail,
    ...(first.hint === undefined ? {} : { help: first.hint }),
  };
}
