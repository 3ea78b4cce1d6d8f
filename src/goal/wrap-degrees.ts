/** The same angle [degrees] in (-180, 180]. */
export function wrapDegrees(degrees: number): number {
  const turned = degrees - 360 * Math.round(degrees / 360);
  return turned <= -180 ? turned + 360 : turned;
}
