/** Sizes of pictures, and whether they end where their format says. */
import { type Inspection, truncated, viewOf } from './inspection.ts';

const incomplete = (message: string): Inspection => ({ remarks: [truncated(message)] });

/** @see ISO/IEC 15948, 5.3 chunk layout */
export function inspectPng(bytes: Uint8Array): Inspection {
  const view = viewOf(bytes);
  if (bytes.length < 33) return incomplete('no image header');
  const size = { widthPx: view.getUint32(16), heightPx: view.getUint32(20) };
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === 'IEND') {
      return { ...size, remarks: end < bytes.length ? [truncated('bytes behind the end of the picture')] : [] };
    }
    at = end;
  }
  return { ...size, remarks: [truncated('no end chunk')] };
}

/** Markers of JPEG that stand alone, without a length. */
const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Frame headers, which hold the size: all but DHT, JPG and DAC of their range. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** @see ISO/IEC 10918-1, annex B */
export function inspectJpeg(bytes: Uint8Array): Inspection {
  const remarks = endsWithMarker(bytes) ? [] : [truncated('no end marker')];
  const view = viewOf(bytes);
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff || isAlone(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (isFrame(marker) && at + 9 <= bytes.length) {
      return { heightPx: view.getUint16(at + 5), widthPx: view.getUint16(at + 7), remarks };
    }
    if (marker === 0xda) break;
    at += 2 + view.getUint16(at + 2);
  }
  return { remarks: remarks.length > 0 ? remarks : [truncated('no frame header')] };
}

/** Some cameras fill up with zeros behind the end. */
function endsWithMarker(bytes: Uint8Array): boolean {
  const end = bytes.findLastIndex((byte) => byte !== 0);
  return end > 2 && bytes[end - 1] === 0xff && bytes[end] === 0xd9;
}

/** @see GIF89a specification, 18 and 27 */
export function inspectGif(bytes: Uint8Array): Inspection {
  if (bytes.length < 13) return incomplete('no screen descriptor');
  const view = viewOf(bytes);
  const remarks = bytes.at(-1) === 0x3b ? [] : [truncated('no trailer')];
  return { widthPx: view.getUint16(6, true), heightPx: view.getUint16(8, true), remarks };
}

/** @see WebP container specification */
export function inspectWebp(bytes: Uint8Array): Inspection {
  if (bytes.length < 30) return incomplete('no picture chunk');
  const view = viewOf(bytes);
  const stated = view.getUint32(4, true) + 8;
  const remarks = stated > bytes.length ? [truncated(`${bytes.length} of ${stated} bytes`)] : [];
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case 'VP8 ':
      return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff, remarks };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1, remarks };
    }
    case 'VP8X':
      return { widthPx: uint24(view, 24) + 1, heightPx: uint24(view, 27) + 1, remarks };
    default:
      return incomplete('no picture chunk');
  }
}

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
