import { escapeMarkup } from "../escape-markup.ts";
import { formatSections, type Section } from "./markup.ts";
import { reportStyle } from "./report-style.ts";

/** One page of a report. */
export interface Page {
  /** Of the window. */
  readonly title: string;
  /** Markup above the sections. */
  readonly header: string;
  readonly sections: readonly Section[];
  /** Base64 of the SHA-256 of `reportStyle`: what the page's policy allows. */
  readonly styleHash: string;
}

/**
 * An HTML page that needs nothing else: no script, no network, no other file. Its content security policy forbids all of them, so
 * that even a hostile netlist could not reach out.
 */
export function formatPage({ title, header, sections, styleHash }: Page): string {
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  return [
    "<!DOCTYPE html>",
    `<html lang="en"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${reportStyle}</style></head><body>`,
    `<header>\n${header}\n</header>`,
    formatSections(sections),
    "</body></html>",
    "",
  ].join("\n");
}

/** Name, file and outcome at the head of a page, with its key figures. */
export function formatHeader(head: {
  readonly title: string;
  readonly file: string;
  /** `trained`, `chosen`. */
  readonly what: string;
  readonly good: boolean;
  readonly verdict: string;
  readonly explanation: string;
  readonly figures: readonly (readonly [string, string])[];
  /** What is missing from the page and why, a sentence each. */
  readonly missing: readonly string[];
}): string {
  const { title, file, what, good, verdict, explanation, figures, missing } = head;
  return [
    `<h1>${escapeMarkup(title.trim() === "" ? file : title)}</h1>`,
    `<p class="pale">${escapeMarkup(file)}, ${what} by Tellegen</p>`,
    `<p><span class="verdict ${good ? "good" : "bad"}">${good ? "✓" : "✗"} ${escapeMarkup(verdict)}</span> ${escapeMarkup(explanation)}.</p>`,
    `<dl class="figures">${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeMarkup(value)}</dd></div>`).join("")}</dl>`,
    ...missing.map((sentence) => `<p class="pale">${escapeMarkup(sentence)}</p>`),
  ].join("\n");
}
