# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations, signing in and one's own account. Of allauth only what is named here exists."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from django.urls import path, re_path

from noaber.people.views import accounts, elsewhere

signing_in = [
    path("login/", accounts.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/wachtwoord/", account.login, name="account_login_password"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("login/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("login/via/<slug:provider_id>/", elsewhere.oidc_login, name="openid_connect_login"),
    path("login/via/<slug:provider_id>/terug/", elsewhere.oidc_callback, name="openid_connect_callback"),
    path("login/onbekend/", elsewhere.unknown, name="account_unknown"),
    path("login/geen-account/", accounts.inactive, name="account_inactive"),
    path("login/afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("login/mislukt/", social.login_error, name="socialaccount_login_error"),
    path("logout/", account.logout, name="account_logout"),
    path("bevestig/", account.reauthenticate, name="account_reauthenticate"),
    path("bevestig/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bevestig/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
own_account = [
    path("", accounts.home, name="account_home"),
    path("adres/", accounts.address, name="account_address"),
    path("adres/<str:token>/", accounts.address_confirm, name="account_address_confirm"),
    path("weer-mail/", accounts.mail_wanted, name="account_mail_wanted"),
    path("apparaten/<int:pk>/", accounts.device_end, name="account_device_end"),
    path("overal-uitloggen/", accounts.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("koppelen/", elsewhere.link, name="account_link"),
    path("koppelen/bezet/", elsewhere.link_taken, name="account_link_taken"),
    path("koppelen/<int:pk>/weg/", elsewhere.unlink, name="account_unlink"),
    path("wachtwoord/instellen/", account.password_set, name="account_set_password"),
    path("wachtwoord/veranderen/", account.password_change, name="account_change_password"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path("wachtwoord/nieuw/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("tweede-stap/", accounts.second_step, name="account_second_step"),
    path("tweede-stap/overzicht/", accounts.on_from_second_step, name="mfa_index"),
    path("tweede-stap/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("tweede-stap/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tweede-stap/herstelcodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/weg/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/naam/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
urlpatterns = [
    re_path(
        r"^account/wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    *(path(f"account/{one.pattern}", one.callback, name=one.name) for one in (*signing_in, *own_account)),
]
