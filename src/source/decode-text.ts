/** How the bytes of a file became text. */
export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "latin-1";

/** A text with what is needed to give back the same bytes. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** Whether the file began with a byte order mark, which is not part of `text`. */
  readonly mark: boolean;
}

function decodeUtf16(bytes: Uint8Array, start: number, low: 0 | 1): string {
  const pieces: string[] = [];
  const units: number[] = [];
  for (let i = start; i + 1 < bytes.length; i += 2) {
    units.push(bytes[i + low]! | (bytes[i + 1 - low]! << 8));
    if (units.length === 8192) pieces.push(String.fromCharCode(...units.splice(0)));
  }
  pieces.push(String.fromCharCode(...units));
  return pieces.join("");
}

function decodeLatin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  }
  return pieces.join("");
}

/** UTF-16 without a mark, as some schematic editors write: mostly ASCII, so every other byte is zero. */
function looksLikeUtf16le(bytes: Uint8Array): boolean {
  if (bytes.length < 4 || bytes.length % 2 === 1) return false;
  const pairs = Math.min(bytes.length / 2, 512);
  let ascii = 0;
  for (let i = 0; i < pairs; i++) if (bytes[2 * i]! !== 0 && bytes[2 * i + 1] === 0) ascii++;
  return ascii > 0.8 * pairs;
}

/**
 * Read the bytes of a netlist: UTF-8 with or without a mark, UTF-16 with one (little endian also without),
 * and Latin-1 for everything that is not valid UTF-8. Never fails; {@link encodeText} gives back the same bytes.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const even = bytes.length % 2 === 0;
  if (even && bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: decodeUtf16(bytes, 2, 0), encoding: "utf-16le", mark: true };
  }
  if (even && bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: decodeUtf16(bytes, 2, 1), encoding: "utf-16be", mark: true };
  }
  if (looksLikeUtf16le(bytes)) return { text: decodeUtf16(bytes, 0, 0), encoding: "utf-16le", mark: false };
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(mark ? bytes.subarray(3) : bytes), encoding: "utf-8", mark };
  } catch {
    return { text: decodeLatin1(bytes), encoding: "latin-1", mark: false };
  }
}

/**
 * The bytes of a text in the encoding it was read in.
 *
 * @throws RangeError when a Latin-1 text was given a character that Latin-1 does not have.
 */
export function encodeText(decoded: DecodedText): Uint8Array {
  const { text, encoding, mark } = decoded;
  if (encoding === "utf-8") {
    const body = new TextEncoder().encode(text);
    if (!mark) return body;
    const bytes = new Uint8Array(body.length + 3);
    bytes.set([0xef, 0xbb, 0xbf]);
    bytes.set(body, 3);
    return bytes;
  }
  if (encoding === "latin-1") {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0xff) throw new RangeError(`the character ${text[i]} does not exist in Latin-1`);
      bytes[i] = unit;
    }
    return bytes;
  }
  const whole = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < whole.length; i++) view.setUint16(2 * i, whole.charCodeAt(i), encoding === "utf-16le");
  return bytes;
}
