"""The words: rules, cases, platforms, pages. Plain Markdown files with front matter."""
