/** The colours of a theme. Lines to a node bear its colour; red and amber are for faults alone. */
interface Theme {
  readonly page: string;
  readonly box: string;
  readonly edge: string;
  readonly ink: string;
  readonly faint: string;
  readonly band: string;
  readonly red: string;
  readonly redBox: string;
  readonly amber: string;
  readonly tracks: readonly string[];
}

const light: Theme = {
  page: "#ffffff",
  box: "#ffffff",
  edge: "#d0d7de",
  ink: "#1f2328",
  faint: "#6e7781",
  band: "#f6f8fa",
  red: "#cf222e",
  redBox: "#fff1f0",
  amber: "#bc6a00",
  tracks: [
    "#2f6fc1",
    "#2c8a63",
    "#8458c4",
    "#2793a6",
    "#a84d8c",
    "#6f8a1f",
    "#5a68b0",
    "#4f7d92",
    "#7b6aa6",
    "#3f9142",
  ],
};

const dark: Theme = {
  page: "#0d1117",
  box: "#161b22",
  edge: "#3d444d",
  ink: "#e6edf3",
  faint: "#8d96a0",
  band: "#11161d",
  red: "#ff7b72",
  redBox: "#2b1618",
  amber: "#f0a03c",
  tracks: [
    "#6aa5ee",
    "#56c493",
    "#b594f0",
    "#5fc4d4",
    "#df8abf",
    "#abc75a",
    "#98a6f0",
    "#8db4c7",
    "#b7a8e3",
    "#7ccf7f",
  ],
};

/** How many colours there are for lines. */
export const trackColours: number = light.tracks.length;

export const fonts =
  'ui-sans-serif, "Inter", "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** The whole style: light, and dark where the reader's screen is. */
export function styles(): string {
  return [
    `text{font-family:${fonts};font-size:13px}`,
    ".t{font-size:18px;font-weight:650}",
    ".s,.h,.l{font-size:12px}",
    ".h{font-weight:600}",
    ".n text{font-weight:550}",
    ".n .v{font-size:11px;font-weight:400}",
    ".b{stroke-width:1}",
    ".e{fill:none;stroke-width:1.6;stroke-linecap:round}",
    ".e.o{stroke-dasharray:1 5;stroke-width:2}",
    ".e.i{stroke-dasharray:1 4 6 4}",
    ".e.d,.e.f{stroke-dasharray:7 5}",
    ".e.c,.e.u,.e.m{stroke-width:2}",
    ".g{fill:none;stroke:transparent;stroke-width:9;pointer-events:stroke}",
    ".n.m .b,.n.f .b{stroke-dasharray:4 3}",
    themed(light),
    `@media (prefers-color-scheme:dark){${themed(dark)}}`,
  ].join("\n");
}

function themed(theme: Theme): string {
  const tracks = theme.tracks.flatMap((colour, at) => [
    `.e.k${at}{stroke:${colour}}`,
    `.a.k${at},.p.k${at}{fill:${colour}}`,
  ]);
  return [
    `.page{fill:${theme.page}}`,
    `.band{fill:${theme.band}}`,
    `.b{fill:${theme.box};stroke:${theme.edge}}`,
    `text{fill:${theme.ink}}`,
    `.v,.s,.l,.h{fill:${theme.faint}}`,
    ...tracks,
    `.e.u{stroke:${theme.amber}}`,
    `.a.u{fill:${theme.amber}}`,
    `.e.c,.e.m{stroke:${theme.red}}`,
    `.a.c,.a.m{fill:${theme.red}}`,
    `.n.f .b{fill:none}.n.f text{fill:${theme.faint}}`,
    `.n.c .b,.n.m .b{stroke:${theme.red};fill:${theme.redBox}}`,
    `.n:hover .b{stroke:${theme.ink}}`,
  ].join("");
}
