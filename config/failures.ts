import { appendFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node';

const MESSAGE_LENGTH = 200;

/** Where `npm test` reads the failures of all its parts, to say them once more at its very end. */
const list = process.env.SAYCUT_FAILURES;

/** Each test that failed in one line, with the first line of why: whoever sees only the end of a log sees that. */
export default class Failures implements Reporter {
  private part = '';

  onInit(vitest: Vitest): void {
    this.part = basename(vitest.vite.config.configFile ?? '', '.ts').replace('vitest', 'tests');
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const failed = modules.flatMap((module) => [
      ...module.errors().map((error) => `${nameOf(module)}: ${firstLineOf(error)}`),
      ...[...module.children.allSuites()].flatMap((suite) =>
        suite.errors().map((error) => `${nameOf(module)} > ${suite.fullName}: ${firstLineOf(error)}`),
      ),
      ...[...module.children.allTests('failed')].map((test) => `${placeOf(test)}: ${firstLineOf(test.result().errors?.[0])}`),
    ]);
    const lines = [...failed, ...errors.map((error) => `outside of any test: ${firstLineOf(error)}`)].map(
      (line) => `${this.part}: ${line}\n`,
    );
    if (lines.length > 0 && list !== undefined) appendFileSync(list, lines.join(''));
  }
}

const nameOf = (module: TestModule): string => relative(process.cwd(), module.moduleId);
const placeOf = (test: TestCase): string => `${nameOf(test.module)} > ${test.fullName}`;
const firstLineOf = (error: { message?: string } | undefined): string =>
  error?.message?.split('\n')[0]?.slice(0, MESSAGE_LENGTH) ?? 'no message';
