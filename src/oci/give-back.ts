/**
 * Every piece that a socket gives has memory of its own, tens of megabytes of which would wait for the collector. One
 * that has its memory to itself gives it back as soon as its reader is done with it.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
