const SIDES = [192, 128, 96, 64];
/** XEP-0084 leaves the size open; this is what servers take and contacts fetch without a thought. */
const LARGEST = 48_000;

/** A small square cut from the middle of a picture, as PNG, which everybody can show (XEP-0084 §4.1). */
export async function asAvatar(file: File): Promise<{ blob: Blob; side: number }> {
  const bitmap = await createImageBitmap(file);
  const most = Math.min(bitmap.width, bitmap.height);
  for (const side of SIDES) {
    const blob = await draw(bitmap, most, side);
    if (blob.size <= LARGEST || side === SIDES.at(-1)) {
      return { blob, side };
    }
  }
  throw new Error("not a picture");
}

function draw(bitmap: ImageBitmap, from: number, side: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext("2d");
  if (context) {
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, (bitmap.width - from) / 2, (bitmap.height - from) / 2, from, from, 0, 0, side, side);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("not a picture"))), "image/png"),
  );
}
