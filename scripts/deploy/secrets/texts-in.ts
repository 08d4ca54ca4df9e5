/** A text as it may lie in files: as it is, in UTF-16, in hexadecimal and in Base64, wherever in a longer text it begins. */
function formsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const inBase64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Characters at both ends have bits of their neighbours.
    return Buffer.from(encoded.slice(offset === 0 ? 0 : offset + 1, -4));
  });
  const hex = bytes.toString('hex');
  return [
    bytes,
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(text, 'utf16le'),
    Buffer.from(hex),
    Buffer.from(hex.toUpperCase()),
    ...inBase64,
  ];
}

/** Which of the texts are somewhere in the bytes, in whatever form. */
export function textsIn(bytes: Buffer, texts: readonly string[]): readonly string[] {
  return texts.filter((text) => formsOf(text).some((form) => bytes.includes(form)));
}
