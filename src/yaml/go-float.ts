/** Where Go turns to an exponent for the shortest form. */
const exponentFrom = 6;

/** Go's strconv.FormatFloat(value, 'g', -1, bits): the shortest digits that read back as the same float. */
export function goFloat(value: number, bits: 32 | 64): string {
  const rounded = bits === 32 ? Math.fround(value) : value;
  if (Number.isNaN(rounded)) return "NaN";
  if (!Number.isFinite(rounded)) return rounded > 0 ? "+Inf" : "-Inf";
  if (rounded === 0) return Object.is(rounded, -0) ? "-0" : "0";
  const [mantissa = "", exponent = "0"] = shortest(rounded, bits).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < exponentFrom) return String(Number(`${mantissa}e${exponent}`));
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function shortest(value: number, bits: 32 | 64): string {
  if (bits === 64) return value.toExponential();
  for (let digits = 0; digits < 9; digits += 1) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(8);
}
