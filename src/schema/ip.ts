/** Four decimal bytes without leading zeros, as Go's net.ParseIP reads them. */
export function isIPv4(text: string): boolean {
  const parts = text.split(".");
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/u.test(part) && Number(part) <= 255)
  );
}

/** An IPv6 address without a zone (RFC 4291, §2.2). */
export function isIPv6(text: string): boolean {
  return /^[0-9a-f:.]+$/iu.test(text) && text.includes(":") && URL.canParse(`http://[${text}]/`);
}
