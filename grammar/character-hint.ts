/**
 * First characters for a token that may begin with nearly anything, in the form Chevrotain wants for its
 * first-character table: it looks up codes below 256 one by one, and the others in steps of 255.
 */
export function anyCharacterBut(excluded: string): number[] {
  const codes: number[] = [];
  for (let code = 0; code < 256; code++) if (!excluded.includes(String.fromCharCode(code))) codes.push(code);
  for (let code = 256; code < 65536; code += 255) codes.push(code);
  codes.push(65535);
  return codes;
}
