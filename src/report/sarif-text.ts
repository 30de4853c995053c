/**
 * A plain text message (SARIF 2.1.0 §3.11): what reads as a placeholder or as an embedded link is escaped. Other braces
 * stay single, against the letter of §3.11.5: viewers show them as they are, and messages quote templates.
 */
export function sarifText(text: string): string {
  const braced = text.replace(/\{(\d+)\}/gu, "{{$1}}");
  return braced.includes("](") ? braced.replace(/[\\[\]]/gu, String.raw`\$&`) : braced;
}
