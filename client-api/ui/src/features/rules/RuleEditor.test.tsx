// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { Problem } from '../../api/problem';
import { RuleEditor } from './RuleEditor';

afterEach(cleanup);

const yaml = 'title: x\nlevel: hgh\n';
const refused = new Problem(400, 'The rule does not compile.', { errors: [{ pointer: '/level', reason: 'is unknown' }, { pointer: '', reason: 'has no detection' }] });

test('every error is shown, and leads to its line where it has one', () => {
  render(<RuleEditor initial={yaml} isBusy={false} error={refused} onSubmit={vi.fn()} />);
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['Line 2 /level is unknown', ' has no detection']);

  fireEvent.click(screen.getByRole('button', { name: 'Line 2' }));
  const area = screen.getByLabelText<HTMLTextAreaElement>('Sigma YAML');
  expect(yaml.slice(area.selectionStart, area.selectionEnd)).toBe('level: hgh');
});

test('what is submitted is what stands in the editor', () => {
  const onSubmit = vi.fn();
  render(<RuleEditor initial={yaml} isBusy={false} error={null} onSubmit={onSubmit} />);
  fireEvent.change(screen.getByLabelText('Sigma YAML'), { target: { value: 'title: y\n' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save and switch on' }));
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith('title: y\n');
});
