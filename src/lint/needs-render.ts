/** Why a rule that judges what Helm would apply did not. */
export const needsRender = "it judges the render, which comes with bp render";
