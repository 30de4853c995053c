/** Lengths in CSS pixels. */
export const measure = {
  margin: 28,
  /** Above the columns, for title and headings. */
  head: 104,
  /** Below them, for what the lines mean. */
  foot: 62,
  box: 30,
  radius: 7,
  pad: 11,
  /** Between the boxes of a column, and between lines that pass it. */
  betweenBoxes: 12,
  betweenLines: 9,
  /** Where nothing stands in any column. */
  widestBand: 26,
  /** Between columns, at least, and for each step that crosses there. */
  gap: 56,
  gapStep: 2,
  gapMost: 190,
  mostLetters: 34,
  mostVersion: 20,
  name: 13,
  small: 11,
  heading: 12,
} as const;
