"""Who asks and what they may: scopes, viewers, keys, bearer tokens, rates. Nothing of HTTP, nothing of Strawberry."""
