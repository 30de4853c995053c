import type { Descriptor } from "../model/descriptor.ts";
import { annotation, mediaType, predicateType } from "../model/media-type.ts";
import { fetchAll } from "../oci/index.ts";
import type { SubjectInput } from "./bundle-candidates.ts";
import type { Candidate } from "./check.ts";
import { judge } from "./judge.ts";
import type { LegacyTag } from "./legacy-layers.ts";
import { refuse } from "./refusal.ts";
import type { VerifiedStatement } from "./verify-bundle.ts";
import { verifyEnvelope } from "./verify-bundle.ts";
import type { SimpleSigningLayer } from "./verify-simple.ts";
import { verifySimple } from "./verify-simple.ts";

const payloadLimit = 64 * 1024;
const envelopeLimit = 16 * 1024 * 1024;

/** Every simple signing layer of a `.sig`, judged. Layers of other signers are among them and are no fault. */
export function simpleCandidates(
  input: SubjectInput,
  { tag, layers }: LegacyTag,
): Promise<readonly Candidate<SimpleSigningLayer>[]> {
  const { source, subject, trust, signal } = input;
  return Promise.all(
    ofType(layers, mediaType.simpleSigning).map((layer) =>
      judge(predicateType.cosignSign, tag, async () => {
        const payload = await fetchAll(source, layer, payloadLimit, signal);
        verifySimple({ payload, layer }, subject.digest, trust);
        return { payload, layer };
      }),
    ),
  );
}

/** Every envelope of an `.att`, judged. */
export function attachedCandidates(
  input: SubjectInput,
  { tag, layers }: LegacyTag,
): Promise<readonly Candidate<VerifiedStatement>[]> {
  const { source, subject, trust, signal } = input;
  return Promise.all(
    ofType(layers, mediaType.dsse).map((layer) => {
      const claim = layer.annotations?.[annotation.attestationPredicateType] ?? "";
      return judge(claim, tag, async () => {
        const bytes = await fetchAll(source, layer, envelopeLimit, signal);
        const verified = verifyEnvelope(bytes, subject.digest, trust, layer.annotations);
        assertAnnotated(layer, verified.predicateType);
        return verified;
      });
    }),
  );
}

/** cosign chooses by the annotation and needs the other key to be there (interop §2.3). */
function assertAnnotated({ annotations }: Descriptor, held: string): void {
  const announced = annotations?.[annotation.attestationPredicateType] ?? "nothing";
  if (announced !== held) refuse(`it announces ${announced} and holds ${held}`);
  if (annotations?.[annotation.cosignSignature] !== "")
    refuse("its signature annotation is missing");
}

function ofType(layers: readonly Descriptor[], type: string): readonly Descriptor[] {
  return layers.filter((layer) => layer.mediaType === type).slice(0, 1000);
}
