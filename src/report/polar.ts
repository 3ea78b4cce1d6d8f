/** 20 log10 |x| of every entry; -Infinity where x is 0. */
export function decibels(re: Float64Array, im: Float64Array): Float64Array {
  return re.map((value, k) => 20 * Math.log10(Math.hypot(value, im[k]!)));
}

/** The angle of every entry in degrees, in (-180, 180]; 0 where x is 0. */
export function degrees(re: Float64Array, im: Float64Array): Float64Array {
  return re.map((value, k) => {
    const angle = (Math.atan2(im[k]!, value) * 180) / Math.PI;
    return angle === -180 ? 180 : angle;
  });
}

/** The same angles without their jumps of 360°: each differs from the one before by at most 180°. */
export function unwrapDegrees(angles: Float64Array): Float64Array {
  let turns = 0;
  return angles.map((angle, k) => {
    if (k > 0) turns -= Math.round((angle - angles[k - 1]!) / 360);
    return angle + 360 * turns;
  });
}
