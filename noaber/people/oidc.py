# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in elsewhere by OpenID Connect, stricter than allauth's: a nonce, one subject, nothing kept of the claims."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.utils import translation
from django.utils.crypto import constant_time_compare, get_random_string


class Adapter(OpenIDConnectOAuth2Adapter):
    """Talks to the provider; what it says must be meant for this very attempt, and about one person."""

    nonce = ""

    def get_callback_url(self, request: Any, app: Any) -> Any:
        """One address to register at the provider, whatever the language of the page."""
        with translation.override(settings.LANGUAGE_CODE):
            return super().get_callback_url(request, app)

    def complete_login(self, request: Any, app: Any, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        told = self._decode_id_token(app, id_token)
        if not self.nonce or not constant_time_compare(str(told.get("nonce", "")), self.nonce):
            raise OAuth2Error("wrong nonce")
        userinfo = self._fetch_user_info(token.token)
        if userinfo.get("sub") != told.get("sub"):
            raise OAuth2Error("userinfo is about somebody else")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": userinfo, "id_token": told})


class Callback(OAuth2CallbackView):
    """Where the provider sends people back to; hands the nonce of this attempt to the adapter."""

    def _get_state(self, request: Any, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = state.get("nonce", "")
        return state, response


class Provider(OpenIDConnectProvider):
    """A place elsewhere, as the settings describe it. Nobody's browser changes what is asked of it."""

    oauth2_adapter_class = Adapter

    def redirect(self, request: Any, process: Any, next_url: Any = None, data: Any = None, **kwargs: Any) -> Any:
        nonce = get_random_string(32)
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        return super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)

    def get_auth_params_from_request(self, request: Any, action: Any) -> Any:
        return self.get_auth_params()

    def get_scope_from_request(self, request: Any) -> Any:
        return self.get_scope()

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Name, affiliation and the rest are of no use to us, so they are not kept."""
        return {}

    def extract_email_addresses(self, data: Any) -> Any:
        found = super().extract_email_addresses(data)
        for address in found:
            address.verified = self._trusts(data, address.verified)
        return found

    def _trusts(self, data: Any, said: Any) -> bool:
        """Whether the operator trusts this provider about mail addresses, and it does not say otherwise."""
        trust = self.app.settings.get("email_trust", "never")
        claims = (data.get("userinfo") or {}) if isinstance(data, dict) else {}
        silent = "email_verified" not in claims
        return trust in ("verified", "always") and said is True or trust == "always" and silent


provider_classes = [Provider]
