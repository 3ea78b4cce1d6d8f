import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../cli/run-cli.ts";
import {
  countShown,
  focusedName,
  injectForbidden,
  misplacedTexts,
  pageWidth,
  poorContrasts,
  tallest,
} from "./page-probes.mjs";

const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

/** A limit that is kept, one that cannot be, a complex target, and a transient: every kind of chart, and a text that would be markup. */
const netlist = `ladder <script>alert(1)</script> & "quotes"
V1 src 0 ac 1 pulse(0 1 0 1n 1n 1)
Rs src a 50
C1 a 0 3n
L1 a out 10u
C2 out 0 3n
Rl out 0 50
.ac dec 20 100k 10meg
.tran 10n 3u uic
* @train C1 L1 C2
* @goal pass: db(2*v(out)) >= -3 from 100k to 500k
* @goal stop: db(2*v(out)) <= -80 from 2meg to 3meg
* @goal v(out) = 0.5 at 100k on=ac
* @goal settled: v(out) = 0.5 from 2u to 3u tol=0.5 on=tran
* @goal power(v(out)) <= 1 from 0 to 3u
.end
`;

describe.skipIf(executable === undefined)("the report in Chromium (skipped where none is installed)", () => {
  const folder = mkdtempSync(join(tmpdir(), "tellegen-report-"));
  const file = join(folder, "report.html");
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder, "ladder.cir"), netlist);
    const { code, stderr } = await runCli(
      ["train", "ladder.cir", "--report", "report.html", "--engine", "model", "--no-verify", "--steps", "15"],
      { cwd: folder },
    );
    expect(stderr).not.toContain("tellegen:");
    expect(code).toBe(3);
    browser = await chromium.launch({ executablePath: executable!, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Open the report and note everything that a page should not do. */
  async function open(
    url: string,
    width: number,
  ): Promise<{ page: Page; trouble: string[]; requests: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const trouble: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => trouble.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => trouble.push(error.message));
    page.on("dialog", (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    await page.waitForLoadState("networkidle");
    return { page, trouble, requests };
  }

  test("asks for nothing and complains of nothing, from a file or from a server", async () => {
    const server = createServer((_, response) => {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(html);
    });
    const html = readFileSync(file);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const served = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    try {
      for (const url of [`file://${file}`, served]) {
        const { page, trouble, requests } = await open(url, 1280);
        expect(trouble).toEqual([]);
        expect(requests).toEqual([url]);
        await page.close();
      }
    } finally {
      server.close();
    }
  });

  test("a report on chosen values does neither, and its drawings hold their texts", async () => {
    const chosen = join(folder, "chosen.html");
    const { code } = await runCli(
      ["export", "ladder.cir", "--report", chosen, "--samples", "60", "--engine", "model", "--no-verify"],
      { cwd: folder },
    );
    expect(code).toBe(3);
    for (const width of [1280, 390, 320]) {
      const { page, trouble, requests } = await open(`file://${chosen}`, width);
      // A table scrolls sideways rather than break its words one below the other: three lines hold every cell.
      expect(await page.locator("#values tbody tr, #tolerance tbody tr").evaluateAll(tallest)).toBeLessThan(
        90,
      );
      expect(trouble).toEqual([]);
      expect(requests).toEqual([`file://${chosen}`]);
      expect(await page.evaluate(pageWidth)).toBeLessThanOrEqual(width);
      expect(await page.locator("#tolerance figure").count()).toBeGreaterThanOrEqual(3);
      expect(await page.locator("svg").evaluateAll(misplacedTexts)).toEqual([]);
      expect(await page.evaluate(poorContrasts)).toEqual([]);
      await page.close();
    }
  });

  test("its policy lets no script, style or image of a netlist in", async () => {
    const { page, trouble } = await open(`file://${file}`, 1280);
    await page.evaluate(injectForbidden);
    await page.waitForTimeout(200);
    expect(await page.title()).toBe("ladder.cir – training report");
    expect(await page.isVisible("h1")).toBe(true);
    expect(trouble.filter((line) => line.includes("Content Security Policy")).length).toBeGreaterThanOrEqual(
      3,
    );
    await page.close();
  });

  test.each([1280, 768, 390, 320])(
    "is no wider than a window of %d pixels, and shows one drawing of each chart",
    async (width) => {
      const { page } = await open(`file://${file}`, width);
      expect(await page.evaluate(pageWidth)).toBeLessThanOrEqual(width);
      const drawings = await page.locator("figure > .wide, figure > .narrow").evaluateAll(countShown);
      expect(drawings.all).toBeGreaterThanOrEqual(8);
      expect(drawings.shown).toBe(drawings.all / 2);
      await page.close();
    },
  );

  test("no text of a drawing runs out of it, and none is smaller than 10 pixels", async () => {
    for (const width of [1280, 390]) {
      const { page } = await open(`file://${file}`, width);
      const wrong = await page.locator("svg").evaluateAll(misplacedTexts);
      expect(wrong, `${width} px`).toEqual([]);
      await page.close();
    }
  });

  test("every link leads to a section, and the keyboard reaches links and wide tables", async () => {
    const { page } = await open(`file://${file}`, 390);
    const targets = await page
      .locator("nav a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
    expect(targets.length).toBeGreaterThanOrEqual(7);
    for (const target of targets) expect(await page.locator(`section${target} h2`).count()).toBe(1);
    const reached: string[] = [];
    for (let k = 0; k < targets.length + 3; k++) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate(focusedName));
    }
    expect(reached.slice(0, targets.length)).toEqual(targets);
    expect(reached.slice(targets.length)).toEqual([
      "The netlist's annotations",
      "Goals and their verdicts",
      "Goals and their verdicts",
    ]);
    await page.keyboard.press("ArrowRight");
    await page.close();
  });

  test("ids are unique, so that patterns and clips are those of their own chart", async () => {
    const { page } = await open(`file://${file}`, 1280);
    const ids = await page.locator("[id]").evaluateAll((all) => all.map((one) => one.id));
    expect(new Set(ids).size).toBe(ids.length);
    await page.close();
  });

  test("text has a contrast of 4.5 and more", async () => {
    const { page } = await open(`file://${file}`, 1280);
    const poor = await page.evaluate(poorContrasts);
    expect(poor).toEqual([]);
    await page.close();
  });

  test("prints on a few pages, with the drawings for paper", async () => {
    const { page } = await open(`file://${file}`, 390);
    await page.emulateMedia({ media: "print" });
    const { shown, all } = await page.locator("figure > .wide").evaluateAll(countShown);
    expect(shown).toBe(all);
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length;
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThanOrEqual(8);
    await page.close();
  });
});
