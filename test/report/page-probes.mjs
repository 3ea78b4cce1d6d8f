// Functions that run inside the page, where there is a document; plain JavaScript, so that the types of the tests need no browser's.

/** Adds what the page's policy must refuse: an image from elsewhere, a script, a style. */
export function injectForbidden() {
  const image = document.createElement("img");
  image.src = "http://127.0.0.1:9/x.png";
  const script = document.createElement("script");
  script.textContent = "document.title = 'taken'";
  const style = document.createElement("style");
  style.textContent = "body { display: none }";
  document.body.append(image, script, style);
}

export function pageWidth() {
  return document.documentElement.scrollWidth;
}

/** How many of some elements there are, and how many can be seen. */
export function countShown(elements) {
  return {
    all: elements.length,
    shown: elements.filter((element) => element.getBoundingClientRect().height > 0).length,
  };
}

/** Texts of drawings that leave their drawing or are smaller than 10 pixels. */
export function misplacedTexts(drawings) {
  return drawings.flatMap((drawing) => {
    const frame = drawing.getBoundingClientRect();
    if (frame.height === 0) return [];
    return [...drawing.querySelectorAll("text")].flatMap((text) => {
      const box = text.getBoundingClientRect();
      const outside =
        box.left < frame.left - 1 ||
        box.right > frame.right + 1 ||
        box.top < frame.top - 1 ||
        box.bottom > frame.bottom + 1;
      const small =
        Math.min(box.width, box.height) > 0 &&
        Math.max(box.width, box.height) < 10 &&
        text.textContent.length > 2;
      return outside || small ? [`${text.textContent}: ${JSON.stringify(box)}`] : [];
    });
  });
}

/** Height of the tallest of some elements, in pixels. */
export function tallest(elements) {
  return Math.max(...elements.map((element) => element.getBoundingClientRect().height));
}

/** What has the keyboard's focus, by its label or its target. */
export function focusedName() {
  const element = document.activeElement;
  return element?.getAttribute("aria-label") ?? element?.getAttribute("href") ?? "";
}

/** Texts whose contrast (WCAG 2.2, relative luminance) with what lies behind them is below 4.5. */
export function poorContrasts() {
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || (colour[3] ?? 0) > 0) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("body *:not(svg *)")].flatMap((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
    if (!own) return [];
    const pair = [luminance(channels(getComputedStyle(element).color)), luminance(background(element))];
    const [light, dark] = pair.sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    return contrast < 4.5 ? [`${element.tagName} ${element.className} ${contrast.toFixed(2)}`] : [];
  });
}
