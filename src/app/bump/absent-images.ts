import { finding } from "../../model/finding.ts";
import type { HistoryFindings } from "./check-history.ts";
import type { Pair } from "./history-findings.ts";
import { movedImages } from "./moved-images.ts";
import type { HistoryPorts } from "./ports.ts";

/** Images that a change moved to where their registry has nothing (BP611): the pods would wait for ever. */
export async function absentImages(
  pair: Pair,
  { hasImage }: Pick<HistoryPorts, "hasImage">,
): Promise<HistoryFindings> {
  const { name } = pair.now;
  const moved = movedImages(pair);
  if (hasImage === undefined) {
    const told = moved.map(({ reference }) => reference).join(", ");
    const note = `BP611 was not run for ${name}: --images asks whether its registry has ${told}`;
    return { findings: [], notes: moved.length === 0 ? [] : [note] };
  }
  const answers = await Promise.all(
    moved.map(async (image) => ({ ...image, answer: await hasImage(image.reference) })),
  );
  return {
    findings: answers.flatMap(({ answer, reference, at, pointer }) =>
      answer === false
        ? [
            finding({
              ruleId: "BP611",
              severity: "error",
              at,
              pointer,
              message: `${name}: its registry has no ${reference}`,
              blueprint: name,
              help: "push the image first, or name a tag that is there",
            }),
          ]
        : [],
    ),
    notes: answers.flatMap(({ answer, reference }) =>
      typeof answer === "string"
        ? [`nobody could say whether ${reference} is there: ${answer}`]
        : [],
    ),
  };
}
