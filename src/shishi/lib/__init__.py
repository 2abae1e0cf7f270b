"""Bedrock without domain: what opens Word, Excel, the typesetter and the network."""
